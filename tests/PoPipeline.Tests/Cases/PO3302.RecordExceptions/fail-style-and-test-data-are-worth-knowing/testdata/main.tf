#checkov:skip=CKV_AWS_20
