#trivy:ignore:AVD-AWS-0086:exp:2027-02-01
resource "aws_s3_bucket" "example" {
  bucket = "test" #tfsec:ignore:aws-s3-enable-versioning kept elsewhere
}
