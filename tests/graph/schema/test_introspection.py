"""Introspection, as tools ask it: within the limits, and the whole schema."""

from graphql import build_client_schema, get_introspection_query, print_schema

from graph.schema.schema import GRAPHQL
from tests.support.world import Api


async def test_tools_can_read_the_whole_schema(api: Api) -> None:
    query = get_introspection_query(specified_by_url=True, input_value_deprecation=True, schema_description=True)
    data = await api.data(query, None, None)
    assert print_schema(build_client_schema(data)) == print_schema(GRAPHQL)
