from storefront.kit.ids import new_id


class TestNewId:
    def test_is_a_version_7_uuid(self) -> None:
        made = new_id()
        assert (made.version, made.variant) == (7, "specified in RFC 4122")

    def test_ids_are_unique_and_in_the_order_of_their_making(self) -> None:
        made = [new_id() for _ in range(2000)]
        assert len(set(made)) == 2000
        moments = [each.int >> 64 for each in made]
        assert moments == sorted(moments)
