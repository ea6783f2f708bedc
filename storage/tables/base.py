"""What every table shares: the naming convention that migrations rely on, and a quick start."""

from sqlmodel import SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
# Tables do not check what they are given: pydantic need not prepare for it.
SQLModel.model_config["defer_build"] = True
metadata = SQLModel.metadata
