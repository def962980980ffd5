"""What schemathesis has to be told: how JSON Lines are sent."""
import schemathesis


@schemathesis.serializer("application/x-ndjson")
def json_lines(_context, value):
    return value.encode() if isinstance(value, str) else str(value).encode()
