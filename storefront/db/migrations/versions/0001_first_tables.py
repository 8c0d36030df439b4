"""first tables

Revision: 0001
After:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "categories",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint("first <= last", name=op.f("ck_categories_interval")),
        sa.ForeignKeyConstraint(["parent_id"], ["categories.id"], name=op.f("fk_categories_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_categories")),
        sa.UniqueConstraint("code", name=op.f("uq_categories_code")),
        sa.UniqueConstraint("first", name=op.f("uq_categories_first")),
    )
    with op.batch_alter_table("categories", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_categories_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "contacts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sa.UniqueConstraint("email", name=op.f("uq_contacts_email")),
    )
    op.create_table(
        "number_sequences",
        sa.Column("name", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("padding", sa.Integer(), nullable=False),
        sa.Column("last_value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_number_sequences")),
    )
    op.create_table(
        "organizations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizations")),
        sa.UniqueConstraint("number", name=op.f("uq_organizations_number")),
    )
    op.create_table(
        "search_words",
        sa.Column("word", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_words")),
    )
    op.create_table(
        "sellers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("minimum_order_minor", sa.BigInteger(), nullable=False),
        sa.Column("lead_days", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind in ('manufacturer', 'distributor')", name=op.f("ck_sellers_kind")),
        sa.CheckConstraint("minimum_order_minor >= 0", name=op.f("ck_sellers_minimum_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sellers")),
        sa.UniqueConstraint("code", name=op.f("uq_sellers_code")),
    )
    op.create_table(
        "catalogs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("seller_id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("valid_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.CheckConstraint(
            "status in ('draft', 'validated', 'published', 'expired', 'retracted')",
            name=op.f("ck_catalogs_status"),
        ),
        sa.CheckConstraint(
            "valid_to is null or valid_from is null or valid_from < valid_to",
            name=op.f("ck_catalogs_validity"),
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["catalogs.id"], name=op.f("fk_catalogs_parent_id")),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_catalogs_seller_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogs")),
        sa.UniqueConstraint("code", name=op.f("uq_catalogs_code")),
    )
    with op.batch_alter_table("catalogs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_catalogs_seller_id"), ["seller_id"], unique=False)

    op.create_table(
        "channels",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seller_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_channels_seller_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channels")),
        sa.UniqueConstraint("code", name=op.f("uq_channels_code")),
        sa.UniqueConstraint("seller_id", name=op.f("uq_channels_seller_id")),
    )
    op.create_table(
        "credit_accounts",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("limit_minor", sa.BigInteger(), nullable=False),
        sa.Column("held_minor", sa.BigInteger(), nullable=False),
        sa.Column("invoiced_minor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("held_minor >= 0", name=op.f("ck_credit_accounts_held")),
        sa.CheckConstraint("invoiced_minor >= 0", name=op.f("ck_credit_accounts_invoiced")),
        sa.CheckConstraint("limit_minor >= 0", name=op.f("ck_credit_accounts_limit")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_credit_accounts_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "currency", name=op.f("pk_credit_accounts")),
    )
    op.create_table(
        "customer_hierarchies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_customer_hierarchies_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_hierarchies")),
        sa.UniqueConstraint("number", name=op.f("uq_customer_hierarchies_number")),
        sa.UniqueConstraint("organization_id", name=op.f("uq_customer_hierarchies_organization_id")),
    )
    op.create_table(
        "employees",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("seller_id", sa.Uuid(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_employees_contact_id")),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_employees_seller_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employees")),
        sa.UniqueConstraint("contact_id", name=op.f("uq_employees_contact_id")),
    )
    with op.batch_alter_table("employees", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_employees_seller_id"), ["seller_id"], unique=False)

    op.create_table(
        "idempotency_keys",
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_idempotency_keys_contact_id")),
        sa.PrimaryKeyConstraint("contact_id", "key", name=op.f("pk_idempotency_keys")),
    )
    op.create_table(
        "price_groups",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seller_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("is_standard", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_price_groups_seller_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_groups")),
        sa.UniqueConstraint("code", name=op.f("uq_price_groups_code")),
    )
    with op.batch_alter_table("price_groups", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_price_groups_seller_id"), ["seller_id"], unique=False)

    op.create_table(
        "products",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("sku", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column(
            "base_code", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("variant", sa.String(), nullable=False),
        sa.Column("colour", sa.String(), nullable=False),
        sa.Column("pack_size", sa.Integer(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("maximum", sa.Integer(), nullable=True),
        sa.Column("multiple", sa.Integer(), nullable=False),
        sa.Column("standard", sa.Integer(), nullable=False),
        sa.Column("popularity", sa.Integer(), nullable=False),
        sa.Column("picture", sa.String(), nullable=True),
        sa.CheckConstraint("maximum is null or maximum >= minimum", name=op.f("ck_products_maximum")),
        sa.CheckConstraint("minimum % multiple = 0", name=op.f("ck_products_minimum_multiple")),
        sa.CheckConstraint(
            "minimum >= 1 and multiple >= 1 and standard >= 1", name=op.f("ck_products_quantity_rule")
        ),
        sa.ForeignKeyConstraint(["category_id"], ["categories.id"], name=op.f("fk_products_category_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["sellers.id"], name=op.f("fk_products_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
        sa.UniqueConstraint("owner_id", "sku", name=op.f("uq_products_owner_id_sku")),
    )
    with op.batch_alter_table("products", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_products_base_code"), ["base_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_products_category_id"), ["category_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_products_sku"), ["sku"], unique=False)

    op.create_table(
        "sign_in_sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "token_hash", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("idle_expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("user_agent", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_sign_in_sessions_contact_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_sessions_token_hash")),
    )
    with op.batch_alter_table("sign_in_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_sessions_contact_id"), ["contact_id"], unique=False)

    op.create_table(
        "sites",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seller_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_sites_seller_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sites")),
        sa.UniqueConstraint("code", name=op.f("uq_sites_code")),
        sa.UniqueConstraint("seller_id", name=op.f("uq_sites_seller_id")),
    )
    op.create_table(
        "catalog_entries",
        sa.Column("catalog_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("category_id", sa.Uuid(), nullable=True),
        sa.Column("minimum", sa.Integer(), nullable=True),
        sa.Column("maximum", sa.Integer(), nullable=True),
        sa.Column("multiple", sa.Integer(), nullable=True),
        sa.Column("standard", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["catalog_id"], ["catalogs.id"], name=op.f("fk_catalog_entries_catalog_id")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["categories.id"], name=op.f("fk_catalog_entries_category_id")
        ),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_catalog_entries_product_id")),
        sa.PrimaryKeyConstraint("catalog_id", "product_id", name=op.f("pk_catalog_entries")),
    )
    with op.batch_alter_table("catalog_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_catalog_entries_product_id"), ["product_id"], unique=False)

    op.create_table(
        "credit_holds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_credit_holds_amount")),
        sa.ForeignKeyConstraint(
            ["organization_id", "currency"],
            ["credit_accounts.organization_id", "credit_accounts.currency"],
            name=op.f("fk_credit_holds_organization_id_currency"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_holds")),
        sa.UniqueConstraint("order_id", name=op.f("uq_credit_holds_order_id")),
    )
    with op.batch_alter_table("credit_holds", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_credit_holds_organization_id"), ["organization_id"], unique=False
        )

    op.create_table(
        "employee_duties",
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("duty", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.CheckConstraint(
            "duty in ('headquarters', 'customer_service', 'field_seller', 'seller_manager', 'seller_clerk')",
            name=op.f("ck_employee_duties_duty"),
        ),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employees.id"], name=op.f("fk_employee_duties_employee_id")
        ),
        sa.PrimaryKeyConstraint("employee_id", "duty", name=op.f("pk_employee_duties")),
    )
    op.create_table(
        "hierarchy_nodes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("hierarchy_id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "name_key", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("path", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.CheckConstraint(
            "kind in ('organization', 'group', 'outlet')", name=op.f("ck_hierarchy_nodes_kind")
        ),
        sa.ForeignKeyConstraint(
            ["hierarchy_id"], ["customer_hierarchies.id"], name=op.f("fk_hierarchy_nodes_hierarchy_id")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_hierarchy_nodes_organization_id")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["hierarchy_nodes.id"], name=op.f("fk_hierarchy_nodes_parent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hierarchy_nodes")),
        sa.UniqueConstraint("hierarchy_id", "path", name=op.f("uq_hierarchy_nodes_hierarchy_id_path")),
        sa.UniqueConstraint("number", name=op.f("uq_hierarchy_nodes_number")),
    )
    with op.batch_alter_table("hierarchy_nodes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hierarchy_nodes_name_key"), ["name_key"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_hierarchy_nodes_organization_id"), ["organization_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_hierarchy_nodes_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "price_lists",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seller_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("price_group_id", sa.Uuid(), nullable=True),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("catalog_id", sa.Uuid(), nullable=True),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("valid_to", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(price_group_id is null) <> (organization_id is null)", name=op.f("ck_price_lists_audience")
        ),
        sa.CheckConstraint(
            "valid_to is null or valid_from is null or valid_from < valid_to",
            name=op.f("ck_price_lists_validity"),
        ),
        sa.ForeignKeyConstraint(["catalog_id"], ["catalogs.id"], name=op.f("fk_price_lists_catalog_id")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_price_lists_organization_id")
        ),
        sa.ForeignKeyConstraint(
            ["price_group_id"], ["price_groups.id"], name=op.f("fk_price_lists_price_group_id")
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_price_lists_seller_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_lists")),
        sa.UniqueConstraint("code", name=op.f("uq_price_lists_code")),
    )
    with op.batch_alter_table("price_lists", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_price_lists_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_price_lists_price_group_id"), ["price_group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_price_lists_seller_id"), ["seller_id"], unique=False)

    op.create_table(
        "shelf_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("catalog_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("sku", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "name_key", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("category_position", sa.Integer(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("maximum", sa.Integer(), nullable=True),
        sa.Column("multiple", sa.Integer(), nullable=False),
        sa.Column("standard", sa.Integer(), nullable=False),
        sa.Column("popularity", sa.Integer(), nullable=False),
        sa.Column("list_price", sa.BigInteger(), nullable=True),
        sa.Column("is_available", sa.Boolean(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["catalog_id"], ["catalogs.id"], name=op.f("fk_shelf_items_catalog_id")),
        sa.ForeignKeyConstraint(["category_id"], ["categories.id"], name=op.f("fk_shelf_items_category_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_shelf_items_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shelf_items")),
        sa.UniqueConstraint("catalog_id", "product_id", name=op.f("uq_shelf_items_catalog_id_product_id")),
        sa.UniqueConstraint("catalog_id", "sku", name=op.f("uq_shelf_items_catalog_id_sku")),
    )
    with op.batch_alter_table("shelf_items", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_shelf_items_catalog_id_category_position_list_price_is_available"),
            ["catalog_id", "category_position", "list_price", "is_available"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_shelf_items_catalog_id_list_price_id"),
            ["catalog_id", "list_price", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_shelf_items_catalog_id_name_key_id"),
            ["catalog_id", "name_key", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_shelf_items_catalog_id_popularity_id"),
            ["catalog_id", "popularity", "id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_shelf_items_product_id"), ["product_id"], unique=False)

    op.create_table(
        "warehouses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("seller_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_warehouses_seller_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_warehouses_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warehouses")),
        sa.UniqueConstraint("code", name=op.f("uq_warehouses_code")),
    )
    with op.batch_alter_table("warehouses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_warehouses_seller_id"), ["seller_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_warehouses_site_id"), ["site_id"], unique=False)
        batch_op.create_index(
            "uq_warehouses_default",
            ["seller_id"],
            unique=True,
            sqlite_where=sa.text("is_default"),
            postgresql_where=sa.text("is_default"),
        )

    op.create_table(
        "carts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("outlet_id", sa.Uuid(), nullable=False),
        sa.Column("seller_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ordered_version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["outlet_id"], ["hierarchy_nodes.id"], name=op.f("fk_carts_outlet_id")),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_carts_seller_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carts")),
        sa.UniqueConstraint("outlet_id", "seller_id", name=op.f("uq_carts_outlet_id_seller_id")),
    )
    with op.batch_alter_table("carts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_carts_seller_id"), ["seller_id"], unique=False)

    op.create_table(
        "last_outlets",
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("outlet_id", sa.Uuid(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_last_outlets_contact_id")),
        sa.ForeignKeyConstraint(
            ["outlet_id"], ["hierarchy_nodes.id"], name=op.f("fk_last_outlets_outlet_id")
        ),
        sa.PrimaryKeyConstraint("contact_id", "outlet_id", name=op.f("pk_last_outlets")),
    )
    op.create_table(
        "memberships",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("disabled_reason", sa.String(), nullable=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disabled_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("role in ('admin', 'user')", name=op.f("ck_memberships_role")),
        sa.CheckConstraint(
            "status <> 'disabled' or disabled_reason is not null", name=op.f("ck_memberships_disabled_reason")
        ),
        sa.CheckConstraint("status in ('invited', 'active', 'disabled')", name=op.f("ck_memberships_status")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_memberships_contact_id")),
        sa.ForeignKeyConstraint(["disabled_by"], ["contacts.id"], name=op.f("fk_memberships_disabled_by")),
        sa.ForeignKeyConstraint(["node_id"], ["hierarchy_nodes.id"], name=op.f("fk_memberships_node_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
        sa.UniqueConstraint("contact_id", "node_id", name=op.f("uq_memberships_contact_id_node_id")),
    )
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_memberships_node_id"), ["node_id"], unique=False)

    op.create_table(
        "node_addresses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["node_id"], ["hierarchy_nodes.id"], name=op.f("fk_node_addresses_node_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_node_addresses")),
    )
    with op.batch_alter_table("node_addresses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_node_addresses_node_id"), ["node_id"], unique=False)

    op.create_table(
        "node_catalogs",
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("catalog_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["catalog_id"], ["catalogs.id"], name=op.f("fk_node_catalogs_catalog_id")),
        sa.ForeignKeyConstraint(["node_id"], ["hierarchy_nodes.id"], name=op.f("fk_node_catalogs_node_id")),
        sa.PrimaryKeyConstraint("node_id", "catalog_id", name=op.f("pk_node_catalogs")),
    )
    with op.batch_alter_table("node_catalogs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_node_catalogs_catalog_id"), ["catalog_id"], unique=False)

    op.create_table(
        "node_price_groups",
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("price_group_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["node_id"], ["hierarchy_nodes.id"], name=op.f("fk_node_price_groups_node_id")
        ),
        sa.ForeignKeyConstraint(
            ["price_group_id"], ["price_groups.id"], name=op.f("fk_node_price_groups_price_group_id")
        ),
        sa.PrimaryKeyConstraint("node_id", "price_group_id", name=op.f("pk_node_price_groups")),
    )
    with op.batch_alter_table("node_price_groups", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_node_price_groups_price_group_id"), ["price_group_id"], unique=False
        )

    op.create_table(
        "node_sellers",
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("seller_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["node_id"], ["hierarchy_nodes.id"], name=op.f("fk_node_sellers_node_id")),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_node_sellers_seller_id")),
        sa.PrimaryKeyConstraint("node_id", "seller_id", name=op.f("pk_node_sellers")),
    )
    with op.batch_alter_table("node_sellers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_node_sellers_seller_id"), ["seller_id"], unique=False)

    op.create_table(
        "outlet_purchases",
        sa.Column("outlet_id", sa.Uuid(), nullable=False),
        sa.Column("catalog_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("last_ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_quantity", sa.Integer(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("units", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("times >= 1 and last_quantity >= 1", name=op.f("ck_outlet_purchases_counts")),
        sa.ForeignKeyConstraint(["catalog_id"], ["catalogs.id"], name=op.f("fk_outlet_purchases_catalog_id")),
        sa.ForeignKeyConstraint(
            ["outlet_id"], ["hierarchy_nodes.id"], name=op.f("fk_outlet_purchases_outlet_id")
        ),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_outlet_purchases_product_id")),
        sa.PrimaryKeyConstraint("outlet_id", "catalog_id", "product_id", name=op.f("pk_outlet_purchases")),
    )
    with op.batch_alter_table("outlet_purchases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outlet_purchases_product_id"), ["product_id"], unique=False)

    op.create_table(
        "price_entries",
        sa.Column("price_list_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("minimum_quantity", sa.Integer(), nullable=False),
        sa.Column("unit_price", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("minimum_quantity >= 1", name=op.f("ck_price_entries_minimum_quantity")),
        sa.CheckConstraint("unit_price >= 0", name=op.f("ck_price_entries_unit_price")),
        sa.ForeignKeyConstraint(
            ["price_list_id"], ["price_lists.id"], name=op.f("fk_price_entries_price_list_id")
        ),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_price_entries_product_id")),
        sa.PrimaryKeyConstraint(
            "price_list_id", "product_id", "minimum_quantity", name=op.f("pk_price_entries")
        ),
    )
    with op.batch_alter_table("price_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_price_entries_product_id"), ["product_id"], unique=False)

    op.create_table(
        "reservations",
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("warehouse_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_reservations_quantity")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_reservations_product_id")),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouses.id"], name=op.f("fk_reservations_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("order_id", "warehouse_id", "product_id", name=op.f("pk_reservations")),
    )
    op.create_table(
        "sales_orders",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("outlet_id", sa.Uuid(), nullable=False),
        sa.Column("seller_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("employee_id", sa.Uuid(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("purchase_order_number", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("requested_delivery_date", sa.Date(), nullable=True),
        sa.Column("payment_method", sa.String(), nullable=False),
        sa.Column("address", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("total_minor", sa.BigInteger(), nullable=False),
        sa.Column("line_count", sa.Integer(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.CheckConstraint(
            "status in ('submitted', 'accepted', 'shipped', 'invoiced', 'rejected', 'cancelled')",
            name=op.f("ck_sales_orders_status"),
        ),
        sa.CheckConstraint("total_minor >= 0", name=op.f("ck_sales_orders_total")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_sales_orders_contact_id")),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_sales_orders_employee_id")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_sales_orders_organization_id")
        ),
        sa.ForeignKeyConstraint(
            ["outlet_id"], ["hierarchy_nodes.id"], name=op.f("fk_sales_orders_outlet_id")
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_sales_orders_seller_id")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_sales_orders")),
        sa.UniqueConstraint("id", name=op.f("uq_sales_orders_id")),
        sa.UniqueConstraint("number", name=op.f("uq_sales_orders_number")),
    )
    with op.batch_alter_table("sales_orders", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sales_orders_contact_id_placed_at_sequence"),
            ["contact_id", "placed_at", "sequence"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_sales_orders_organization_id_placed_at_sequence"),
            ["organization_id", "placed_at", "sequence"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_sales_orders_outlet_id_placed_at_sequence"),
            ["outlet_id", "placed_at", "sequence"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_sales_orders_seller_id_placed_at_sequence"),
            ["seller_id", "placed_at", "sequence"],
            unique=False,
        )

    op.create_table(
        "shelf_prices",
        sa.Column("price_list_id", sa.Uuid(), nullable=False),
        sa.Column("shelf_id", sa.Integer(), nullable=False),
        sa.Column("unit_price", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["price_list_id"], ["price_lists.id"], name=op.f("fk_shelf_prices_price_list_id")
        ),
        sa.ForeignKeyConstraint(
            ["shelf_id"], ["shelf_items.id"], name=op.f("fk_shelf_prices_shelf_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("price_list_id", "shelf_id", name=op.f("pk_shelf_prices")),
    )
    with op.batch_alter_table("shelf_prices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shelf_prices_shelf_id"), ["shelf_id"], unique=False)

    op.create_table(
        "stock_levels",
        sa.Column("warehouse_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("on_hand", sa.Integer(), nullable=False),
        sa.Column("reserved", sa.Integer(), nullable=False),
        sa.Column("buffer", sa.Integer(), nullable=False),
        sa.CheckConstraint("buffer >= 0", name=op.f("ck_stock_levels_buffer")),
        sa.CheckConstraint("on_hand >= 0", name=op.f("ck_stock_levels_on_hand")),
        sa.CheckConstraint("reserved <= on_hand", name=op.f("ck_stock_levels_reserved_on_hand")),
        sa.CheckConstraint("reserved >= 0", name=op.f("ck_stock_levels_reserved")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_stock_levels_product_id")),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouses.id"], name=op.f("fk_stock_levels_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("warehouse_id", "product_id", name=op.f("pk_stock_levels")),
    )
    with op.batch_alter_table("stock_levels", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stock_levels_product_id"), ["product_id"], unique=False)

    op.create_table(
        "cart_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cart_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lines", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("is_undone", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind in ('add', 'change', 'remove', 'clear', 'undo', 'checkout')",
            name=op.f("ck_cart_changes_kind"),
        ),
        sa.ForeignKeyConstraint(["cart_id"], ["carts.id"], name=op.f("fk_cart_changes_cart_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_cart_changes_contact_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cart_changes")),
        sa.UniqueConstraint("cart_id", "version", name=op.f("uq_cart_changes_cart_id_version")),
    )
    op.create_table(
        "cart_lines",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cart_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("catalog_id", sa.Uuid(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("seen_price", sa.BigInteger(), nullable=True),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_cart_lines_quantity")),
        sa.ForeignKeyConstraint(["added_by"], ["contacts.id"], name=op.f("fk_cart_lines_added_by")),
        sa.ForeignKeyConstraint(["cart_id"], ["carts.id"], name=op.f("fk_cart_lines_cart_id")),
        sa.ForeignKeyConstraint(["catalog_id"], ["catalogs.id"], name=op.f("fk_cart_lines_catalog_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_cart_lines_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cart_lines")),
        sa.UniqueConstraint(
            "cart_id", "product_id", "catalog_id", name=op.f("uq_cart_lines_cart_id_product_id_catalog_id")
        ),
    )
    with op.batch_alter_table("cart_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cart_lines_product_id"), ["product_id"], unique=False)

    op.create_table(
        "order_lines",
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("catalog_id", sa.Uuid(), nullable=False),
        sa.Column("sku", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_price", sa.BigInteger(), nullable=False),
        sa.Column("total_minor", sa.BigInteger(), nullable=False),
        sa.Column("price_trace", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_order_lines_quantity")),
        sa.ForeignKeyConstraint(["catalog_id"], ["catalogs.id"], name=op.f("fk_order_lines_catalog_id")),
        sa.ForeignKeyConstraint(["order_id"], ["sales_orders.id"], name=op.f("fk_order_lines_order_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_order_lines_product_id")),
        sa.PrimaryKeyConstraint("order_id", "position", name=op.f("pk_order_lines")),
    )
    with op.batch_alter_table("order_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_order_lines_product_id"), ["product_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("order_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_order_lines_product_id"))

    op.drop_table("order_lines")
    with op.batch_alter_table("cart_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cart_lines_product_id"))

    op.drop_table("cart_lines")
    op.drop_table("cart_changes")
    with op.batch_alter_table("stock_levels", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stock_levels_product_id"))

    op.drop_table("stock_levels")
    with op.batch_alter_table("shelf_prices", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shelf_prices_shelf_id"))

    op.drop_table("shelf_prices")
    with op.batch_alter_table("sales_orders", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sales_orders_seller_id_placed_at_sequence"))
        batch_op.drop_index(batch_op.f("ix_sales_orders_outlet_id_placed_at_sequence"))
        batch_op.drop_index(batch_op.f("ix_sales_orders_organization_id_placed_at_sequence"))
        batch_op.drop_index(batch_op.f("ix_sales_orders_contact_id_placed_at_sequence"))

    op.drop_table("sales_orders")
    op.drop_table("reservations")
    with op.batch_alter_table("price_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_price_entries_product_id"))

    op.drop_table("price_entries")
    with op.batch_alter_table("outlet_purchases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outlet_purchases_product_id"))

    op.drop_table("outlet_purchases")
    with op.batch_alter_table("node_sellers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_node_sellers_seller_id"))

    op.drop_table("node_sellers")
    with op.batch_alter_table("node_price_groups", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_node_price_groups_price_group_id"))

    op.drop_table("node_price_groups")
    with op.batch_alter_table("node_catalogs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_node_catalogs_catalog_id"))

    op.drop_table("node_catalogs")
    with op.batch_alter_table("node_addresses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_node_addresses_node_id"))

    op.drop_table("node_addresses")
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_memberships_node_id"))

    op.drop_table("memberships")
    op.drop_table("last_outlets")
    with op.batch_alter_table("carts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_carts_seller_id"))

    op.drop_table("carts")
    with op.batch_alter_table("warehouses", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_warehouses_default",
            sqlite_where=sa.text("is_default"),
            postgresql_where=sa.text("is_default"),
        )
        batch_op.drop_index(batch_op.f("ix_warehouses_site_id"))
        batch_op.drop_index(batch_op.f("ix_warehouses_seller_id"))

    op.drop_table("warehouses")
    with op.batch_alter_table("shelf_items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shelf_items_product_id"))
        batch_op.drop_index(batch_op.f("ix_shelf_items_catalog_id_popularity_id"))
        batch_op.drop_index(batch_op.f("ix_shelf_items_catalog_id_name_key_id"))
        batch_op.drop_index(batch_op.f("ix_shelf_items_catalog_id_list_price_id"))
        batch_op.drop_index(batch_op.f("ix_shelf_items_catalog_id_category_position_list_price_is_available"))

    op.drop_table("shelf_items")
    with op.batch_alter_table("price_lists", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_price_lists_seller_id"))
        batch_op.drop_index(batch_op.f("ix_price_lists_price_group_id"))
        batch_op.drop_index(batch_op.f("ix_price_lists_organization_id"))

    op.drop_table("price_lists")
    with op.batch_alter_table("hierarchy_nodes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hierarchy_nodes_parent_id"))
        batch_op.drop_index(batch_op.f("ix_hierarchy_nodes_organization_id"))
        batch_op.drop_index(batch_op.f("ix_hierarchy_nodes_name_key"))

    op.drop_table("hierarchy_nodes")
    op.drop_table("employee_duties")
    with op.batch_alter_table("credit_holds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_credit_holds_organization_id"))

    op.drop_table("credit_holds")
    with op.batch_alter_table("catalog_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_catalog_entries_product_id"))

    op.drop_table("catalog_entries")
    op.drop_table("sites")
    with op.batch_alter_table("sign_in_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_sessions_contact_id"))

    op.drop_table("sign_in_sessions")
    with op.batch_alter_table("products", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_products_sku"))
        batch_op.drop_index(batch_op.f("ix_products_category_id"))
        batch_op.drop_index(batch_op.f("ix_products_base_code"))

    op.drop_table("products")
    with op.batch_alter_table("price_groups", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_price_groups_seller_id"))

    op.drop_table("price_groups")
    op.drop_table("idempotency_keys")
    with op.batch_alter_table("employees", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_employees_seller_id"))

    op.drop_table("employees")
    op.drop_table("customer_hierarchies")
    op.drop_table("credit_accounts")
    op.drop_table("channels")
    with op.batch_alter_table("catalogs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_catalogs_seller_id"))

    op.drop_table("catalogs")
    op.drop_table("sellers")
    op.drop_table("search_words")
    op.drop_table("organizations")
    op.drop_table("number_sequences")
    op.drop_table("contacts")
    with op.batch_alter_table("categories", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_categories_parent_id"))

    op.drop_table("categories")
