"""How often datasets are read, and which files beside them tables were judged with."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('reading',
    sa.Column('day', sa.String(length=10), nullable=False),
    sa.Column('dataset_id', sa.String(length=36), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('count', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('day', 'dataset_id', 'kind', name=op.f('pk_reading'))
    )
    op.add_column('resource', sa.Column('beside', sa.Text(), nullable=True))
    op.add_column('score', sa.Column('demand', sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column('score', 'demand')
    op.drop_column('resource', 'beside')
    op.drop_table('reading')
