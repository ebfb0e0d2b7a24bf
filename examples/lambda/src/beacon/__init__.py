"""The handler: `beacon.handler`."""

import idna


def handler(event, context):
    return {"statusCode": 200, "body": idna.encode(event["name"]).decode()}
