resource "aws_s3_bucket" "example" {
  bucket = "checkov:skip=CKV_AWS_20 trivy:ignore:AVD-AWS-0086 # nosemgrep gitleaks:allow"
}
