"""What schemathesis has to be told: how JSON Lines are sent, and ids that are there, for half of the requests that have one."""
import json
import os

import schemathesis

IDS = json.loads(os.environ.get("HEARSAY_IDS", "{}"))


@schemathesis.serializer("application/x-ndjson")
def json_lines(_context, value):
    return value.encode() if isinstance(value, str) else str(value).encode()


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    known = IDS.get(context.operation.path)
    if known and path_parameters and sum(map(ord, str(path_parameters.get("id")))) % 2:
        return {**path_parameters, "id": known}
    return path_parameters
