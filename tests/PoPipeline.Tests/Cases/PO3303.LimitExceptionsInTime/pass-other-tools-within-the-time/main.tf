#trivy:ignore:AVD-AWS-0086:exp:2026-11-22
resource "aws_s3_bucket" "example" {
}
