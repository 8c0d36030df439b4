"""organizations, people and partners: audit, mail, links, sales groups, acting sessions, requests, caps, prospects

Revision: 0009
After: 0008
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

NODE_INDEXES = (
    ("parent_id", ["parent_id", "kind", "name_key", "number"]),
    ("name_key", ["name_key", "number"]),
)


def upgrade() -> None:
    op.create_table(
        "audit_heads",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_heads")),
    )
    op.create_table(
        "mail_messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "recipient", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "template", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("status in ('waiting', 'sent', 'failed')", name=op.f("ck_mail_messages_status")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_messages")),
    )
    op.create_index(op.f("ix_mail_messages_created_at_id"), "mail_messages", ["created_at", "id"])
    op.create_index(op.f("ix_mail_messages_status_due_at"), "mail_messages", ["status", "due_at"])

    op.create_table(
        "sales_groups",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales_groups")),
        sa.UniqueConstraint("code", name=op.f("uq_sales_groups_code")),
    )
    op.create_table(
        "audit_entries",
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("on_behalf_of", sa.String(), nullable=False),
        sa.Column("acting_session_id", sa.Uuid(), nullable=True),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("action", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column(
            "subject", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("seller_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("before", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("after", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("previous_digest", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_audit_entries_contact_id")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_audit_entries_organization_id")
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_audit_entries_seller_id")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit_entries")),
    )
    op.create_index(op.f("ix_audit_entries_contact_id_sequence"), "audit_entries", ["contact_id", "sequence"])
    op.create_index(
        op.f("ix_audit_entries_organization_id_sequence"), "audit_entries", ["organization_id", "sequence"]
    )
    op.create_index(op.f("ix_audit_entries_seller_id_sequence"), "audit_entries", ["seller_id", "sequence"])
    op.create_index(op.f("ix_audit_entries_subject_sequence"), "audit_entries", ["subject", "sequence"])

    op.create_table(
        "prospects",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("company", sa.String(), nullable=False),
        sa.Column(
            "company_key", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("email", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("categories", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("size", sa.String(), nullable=False),
        sa.Column("comments", sa.String(), nullable=False),
        sa.Column("criteria", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("seller_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("kind in ('buyer', 'seller')", name=op.f("ck_prospects_kind")),
        sa.CheckConstraint(
            "status in ('submitted', 'approved', 'rejected')", name=op.f("ck_prospects_status")
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_prospects_contact_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["contacts.id"], name=op.f("fk_prospects_decided_by")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_prospects_organization_id")
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_prospects_seller_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prospects")),
        sa.UniqueConstraint("number", name=op.f("uq_prospects_number")),
    )
    op.create_index(op.f("ix_prospects_company_key"), "prospects", ["company_key"])
    op.create_index(op.f("ix_prospects_contact_id"), "prospects", ["contact_id"])
    op.create_index(op.f("ix_prospects_decided_by"), "prospects", ["decided_by"])
    op.create_index(op.f("ix_prospects_email"), "prospects", ["email"])
    op.create_index(op.f("ix_prospects_organization_id"), "prospects", ["organization_id"])
    op.create_index(op.f("ix_prospects_seller_id"), "prospects", ["seller_id"])
    op.create_index(
        op.f("ix_prospects_status_submitted_at_id"), "prospects", ["status", "submitted_at", "id"]
    )

    op.create_table(
        "prospect_notes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("prospect_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_prospect_notes_contact_id")),
        sa.ForeignKeyConstraint(
            ["prospect_id"], ["prospects.id"], name=op.f("fk_prospect_notes_prospect_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prospect_notes")),
    )
    op.create_index(op.f("ix_prospect_notes_contact_id"), "prospect_notes", ["contact_id"])
    op.create_index(
        op.f("ix_prospect_notes_prospect_id_made_at"), "prospect_notes", ["prospect_id", "made_at"]
    )

    op.create_table(
        "sales_group_employees",
        sa.Column("sales_group_id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employees.id"], name=op.f("fk_sales_group_employees_employee_id")
        ),
        sa.ForeignKeyConstraint(
            ["sales_group_id"], ["sales_groups.id"], name=op.f("fk_sales_group_employees_sales_group_id")
        ),
        sa.PrimaryKeyConstraint("sales_group_id", "employee_id", name=op.f("pk_sales_group_employees")),
    )
    op.create_index(op.f("ix_sales_group_employees_employee_id"), "sales_group_employees", ["employee_id"])

    op.create_table(
        "acting_sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("outlet_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_acting_sessions_reason")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_acting_sessions_contact_id")),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employees.id"], name=op.f("fk_acting_sessions_employee_id")
        ),
        sa.ForeignKeyConstraint(
            ["outlet_id"], ["hierarchy_nodes.id"], name=op.f("fk_acting_sessions_outlet_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acting_sessions")),
    )
    op.create_index(op.f("ix_acting_sessions_contact_id"), "acting_sessions", ["contact_id"])
    op.create_index(
        op.f("ix_acting_sessions_employee_id_outlet_id_expires_at"),
        "acting_sessions",
        ["employee_id", "outlet_id", "expires_at"],
    )
    op.create_index(
        op.f("ix_acting_sessions_outlet_id_started_at"), "acting_sessions", ["outlet_id", "started_at"]
    )

    op.create_table(
        "node_credit_caps",
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("cap_minor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("cap_minor >= 0", name=op.f("ck_node_credit_caps_cap")),
        sa.ForeignKeyConstraint(
            ["node_id"], ["hierarchy_nodes.id"], name=op.f("fk_node_credit_caps_node_id")
        ),
        sa.PrimaryKeyConstraint("node_id", "currency", name=op.f("pk_node_credit_caps")),
    )
    op.create_table(
        "node_payment_terms",
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.CheckConstraint("days between 0 and 365", name=op.f("ck_node_payment_terms_days")),
        sa.ForeignKeyConstraint(
            ["node_id"], ["hierarchy_nodes.id"], name=op.f("fk_node_payment_terms_node_id")
        ),
        sa.PrimaryKeyConstraint("node_id", name=op.f("pk_node_payment_terms")),
    )
    op.create_table(
        "sales_group_nodes",
        sa.Column("sales_group_id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["node_id"], ["hierarchy_nodes.id"], name=op.f("fk_sales_group_nodes_node_id")
        ),
        sa.ForeignKeyConstraint(
            ["sales_group_id"], ["sales_groups.id"], name=op.f("fk_sales_group_nodes_sales_group_id")
        ),
        sa.PrimaryKeyConstraint("sales_group_id", "node_id", name=op.f("pk_sales_group_nodes")),
    )
    op.create_index(op.f("ix_sales_group_nodes_node_id"), "sales_group_nodes", ["node_id"])

    op.create_table(
        "seller_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("outlet_id", sa.Uuid(), nullable=False),
        sa.Column("seller_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "status in ('submitted', 'granted', 'declined')", name=op.f("ck_seller_requests_status")
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_seller_requests_contact_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["contacts.id"], name=op.f("fk_seller_requests_decided_by")),
        sa.ForeignKeyConstraint(
            ["outlet_id"], ["hierarchy_nodes.id"], name=op.f("fk_seller_requests_outlet_id")
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_seller_requests_seller_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seller_requests")),
    )
    op.create_index(op.f("ix_seller_requests_contact_id"), "seller_requests", ["contact_id"])
    op.create_index(op.f("ix_seller_requests_decided_by"), "seller_requests", ["decided_by"])
    op.create_index(op.f("ix_seller_requests_seller_id_status"), "seller_requests", ["seller_id", "status"])
    op.create_index(
        "uq_seller_requests_open",
        "seller_requests",
        ["outlet_id", "seller_id"],
        unique=True,
        sqlite_where=sa.text("status = 'submitted'"),
        postgresql_where=sa.text("status = 'submitted'"),
    )

    op.create_table(
        "stock_movements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("warehouse_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("on_hand", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind in ('adjustment', 'release')", name=op.f("ck_stock_movements_kind")),
        sa.CheckConstraint("change <> 0", name=op.f("ck_stock_movements_change")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_stock_movements_contact_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_stock_movements_product_id")),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouses.id"], name=op.f("fk_stock_movements_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_movements")),
    )
    op.create_index(op.f("ix_stock_movements_contact_id"), "stock_movements", ["contact_id"])
    op.create_index(op.f("ix_stock_movements_order_id"), "stock_movements", ["order_id"])
    op.create_index(op.f("ix_stock_movements_product_id"), "stock_movements", ["product_id"])
    op.create_index(
        op.f("ix_stock_movements_warehouse_id_product_id_made_at"),
        "stock_movements",
        ["warehouse_id", "product_id", "made_at"],
    )

    op.create_table(
        "one_time_links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "token_hash", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind in ('invitation', 'password_reset', 'email_change')", name=op.f("ck_one_time_links_kind")
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_one_time_links_contact_id")),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["memberships.id"],
            name=op.f("fk_one_time_links_membership_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_one_time_links_token_hash")),
    )
    op.create_index(op.f("ix_one_time_links_contact_id"), "one_time_links", ["contact_id"])
    op.create_index(op.f("ix_one_time_links_membership_id"), "one_time_links", ["membership_id"])

    op.create_table(
        "order_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("skus", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind in ('accepted', 'rejected', 'lines_rejected')", name=op.f("ck_order_events_kind")
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_order_events_contact_id")),
        sa.ForeignKeyConstraint(["order_id"], ["sales_orders.id"], name=op.f("fk_order_events_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_events")),
    )
    op.create_index(op.f("ix_order_events_contact_id"), "order_events", ["contact_id"])
    op.create_index(op.f("ix_order_events_order_id_made_at"), "order_events", ["order_id", "made_at"])
    with op.batch_alter_table("cart_changes") as batch:
        batch.add_column(sa.Column("acting_session_id", sa.Uuid(), nullable=True))
        batch.alter_column("contact_id", existing_type=sa.Uuid(), nullable=True)
        batch.create_index(op.f("ix_cart_changes_acting_session_id"), ["acting_session_id"])
        batch.create_foreign_key(
            op.f("fk_cart_changes_acting_session_id"), "acting_sessions", ["acting_session_id"], ["id"]
        )
    with op.batch_alter_table("credit_holds") as batch:
        batch.add_column(sa.Column("outlet_id", sa.Uuid(), nullable=True))
        batch.create_index(op.f("ix_credit_holds_outlet_id"), ["outlet_id"])
        batch.create_foreign_key(op.f("fk_credit_holds_outlet_id"), "hierarchy_nodes", ["outlet_id"], ["id"])
    # Children of a node, and everything, in the order in which lists show them.
    for short, columns in NODE_INDEXES:
        op.drop_index(op.f(f"ix_hierarchy_nodes_{short}"), table_name="hierarchy_nodes")
        op.create_index(op.f(f"ix_hierarchy_nodes_{'_'.join(columns)}"), "hierarchy_nodes", columns)
    op.create_index(
        op.f("ix_hierarchy_nodes_hierarchy_id_kind_name_key_number"),
        "hierarchy_nodes",
        ["hierarchy_id", "kind", "name_key", "number"],
    )
    # Not in a batch: SQLite would make these tables anew, which what refers to them forbids.
    op.add_column("order_lines", sa.Column("rejection_reason", sa.String(), nullable=True))
    for table in ("order_templates", "sales_orders"):
        op.add_column(table, sa.Column("acting_session_id", sa.Uuid(), nullable=True))
        op.create_index(op.f(f"ix_{table}_acting_session_id"), table, ["acting_session_id"])
    op.execute(
        "alter table sales_orders add column rejected_minor bigint default 0 not null "
        "constraint ck_sales_orders_rejected check (rejected_minor between 0 and total_minor)"
    )
    op.create_index("ix_sales_orders_placed_at_sequence", "sales_orders", ["placed_at", "sequence"])
    op.create_index(
        "ix_sales_orders_submitted",
        "sales_orders",
        ["seller_id", "placed_at", "sequence"],
        sqlite_where=sa.text("status = 'submitted'"),
        postgresql_where=sa.text("status = 'submitted'"),
    )
    op.add_column("memberships", sa.Column("status_before", sa.String(), nullable=True))
    _count_shelf()
    _guard_audit()


def _count_shelf() -> None:
    """What is on the shelf, by catalog and category."""
    op.create_table(
        "shelf_counts",
        sa.Column("catalog_id", sa.Uuid(), nullable=False),
        sa.Column("category_position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("available", sa.Integer(), nullable=False),
        sa.Column("unavailable", sa.Integer(), nullable=False),
        sa.Column("lowest", sa.BigInteger(), nullable=False),
        sa.Column("highest", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("available >= 0 and unavailable >= 0", name=op.f("ck_shelf_counts_counts")),
        sa.ForeignKeyConstraint(["catalog_id"], ["catalogs.id"], name=op.f("fk_shelf_counts_catalog_id")),
        sa.PrimaryKeyConstraint("catalog_id", "category_position", name=op.f("pk_shelf_counts")),
    )
    op.execute(
        "insert into shelf_counts "
        "(catalog_id, category_position, available, unavailable, lowest, highest) "
        "select catalog_id, category_position, sum(case when is_available then 1 else 0 end), "
        "sum(case when is_available then 0 else 1 end), min(list_price), max(list_price) "
        "from shelf_items where list_price is not null group by catalog_id, category_position"
    )
    op.create_table(
        "shelf_floors",
        sa.Column("price_list_id", sa.Uuid(), nullable=False),
        sa.Column("catalog_id", sa.Uuid(), nullable=False),
        sa.Column("category_position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lowest", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["catalog_id"], ["catalogs.id"], name=op.f("fk_shelf_floors_catalog_id")),
        sa.ForeignKeyConstraint(
            ["price_list_id"], ["price_lists.id"], name=op.f("fk_shelf_floors_price_list_id")
        ),
        sa.PrimaryKeyConstraint(
            "price_list_id", "catalog_id", "category_position", name=op.f("pk_shelf_floors")
        ),
    )
    op.create_index(op.f("ix_shelf_floors_catalog_id"), "shelf_floors", ["catalog_id"])
    op.execute(
        "insert into shelf_floors (price_list_id, catalog_id, category_position, lowest) "
        "select p.price_list_id, s.catalog_id, s.category_position, min(p.unit_price) "
        "from shelf_prices p join shelf_items s on s.id = p.shelf_id "
        "where s.list_price is not null group by p.price_list_id, s.catalog_id, s.category_position"
    )


def _guard_audit() -> None:
    """Entries of the audit are only ever added."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("update", "delete"):
            op.execute(
                f"create trigger audit_entries_{act} before {act} on audit_entries begin "
                "select raise(abort, 'entries of the audit are never changed'); end"
            )
        return
    op.execute(
        "create function refuse_audit_change() returns trigger language plpgsql as "
        "$$ begin raise exception 'entries of the audit are never changed'; end $$"
    )
    op.execute(
        "create trigger audit_entries_guard before update or delete on audit_entries "
        "for each row execute function refuse_audit_change()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("drop trigger audit_entries_guard on audit_entries")
        op.execute("drop function refuse_audit_change()")
    op.drop_column("memberships", "status_before")
    op.drop_index("ix_sales_orders_submitted", table_name="sales_orders")
    op.drop_index("ix_sales_orders_placed_at_sequence", table_name="sales_orders")
    op.drop_column("sales_orders", "rejected_minor")
    for table in ("sales_orders", "order_templates"):
        op.drop_index(op.f(f"ix_{table}_acting_session_id"), table_name=table)
        op.drop_column(table, "acting_session_id")
    op.drop_column("order_lines", "rejection_reason")
    op.drop_index(op.f("ix_hierarchy_nodes_hierarchy_id_kind_name_key_number"), table_name="hierarchy_nodes")
    for short, columns in NODE_INDEXES:
        op.drop_index(op.f(f"ix_hierarchy_nodes_{'_'.join(columns)}"), table_name="hierarchy_nodes")
        op.create_index(op.f(f"ix_hierarchy_nodes_{short}"), "hierarchy_nodes", [short])
    with op.batch_alter_table("credit_holds") as batch:
        batch.drop_constraint(op.f("fk_credit_holds_outlet_id"), type_="foreignkey")
        batch.drop_index(op.f("ix_credit_holds_outlet_id"))
        batch.drop_column("outlet_id")
    # What was done in nobody's name cannot be told without the sessions.
    op.execute("delete from cart_changes where contact_id is null")
    with op.batch_alter_table("cart_changes") as batch:
        batch.drop_constraint(op.f("fk_cart_changes_acting_session_id"), type_="foreignkey")
        batch.drop_index(op.f("ix_cart_changes_acting_session_id"))
        batch.alter_column("contact_id", existing_type=sa.Uuid(), nullable=False)
        batch.drop_column("acting_session_id")
    for table in (
        "shelf_floors",
        "shelf_counts",
        "order_events",
        "one_time_links",
        "stock_movements",
        "seller_requests",
        "sales_group_nodes",
        "node_payment_terms",
        "node_credit_caps",
        "acting_sessions",
        "sales_group_employees",
        "prospect_notes",
        "prospects",
        "audit_entries",
        "sales_groups",
        "mail_messages",
        "audit_heads",
    ):
        op.drop_table(table)
