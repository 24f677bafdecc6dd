provider "aws" {
  region = "us-east-1"
}
provider "aws" {
  alias  = "eu"
  region = "eu-west-1"
}
resource "aws_kms_key" "k" {
  description = "of the custodian"
}
resource "aws_kms_key" "other" {
  description = "another"
}
resource "aws_kms_alias" "k" {
  name          = "alias/people"
  target_key_id = aws_kms_key.k.key_id
}
resource "aws_s3_bucket" "away" {
  provider = aws.eu
  bucket   = "people-away"
}
resource "aws_s3_bucket_versioning" "away" {
  provider = aws.eu
  bucket   = aws_s3_bucket.away.id
  versioning_configuration {
    status = "Enabled"
  }
}
resource "aws_s3_bucket" "b" {
  bucket = "people-home"
}
resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = "Enabled"
  }
}
resource "aws_s3_bucket_server_side_encryption_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.k.arn
    }
  }
}
