"""Publishing: plan, execution, record, stores, and the whole deploy on a folder and on a real S3 server."""
