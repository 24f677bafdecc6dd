provider "aws" {
  region = "us-east-1"
}
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}
provider "aws" {
  alias  = "eu"
  region = "eu-west-1"
}

locals {
  role    = "arn:aws:iam::111122223333:role/replicate"
  targets = { west = "arn:aws:s3:::odd-west", elsewhere = "arn:aws:s3:::odd-of-another-account" }
}
resource "aws_s3_bucket" "home" {
  bucket = "odd-home"
}
resource "aws_s3_bucket" "west" {
  provider = aws.west
  bucket   = "odd-west"
}
resource "aws_s3_bucket" "eu" {
  provider = aws.eu
  bucket   = "odd-eu"
}
resource "aws_s3_bucket_replication_configuration" "dynamic" {
  bucket = aws_s3_bucket.home.id
  role   = local.role
  dynamic "rule" {
    for_each = local.targets
    content {
      id       = rule.key
      priority = rule.key == "west" ? 1 : 2
      status   = "Enabled"
      filter {}
      delete_marker_replication {
        status = "Disabled"
      }
      destination {
        bucket = rule.value
      }
    }
  }
}
resource "aws_s3_bucket_replication_configuration" "reference" {
  provider = aws.west
  bucket   = aws_s3_bucket.west.id
  role     = local.role
  rule {
    status = "Enabled"
    destination {
      bucket = aws_s3_bucket.eu.arn
    }
  }
}
resource "aws_s3_bucket_replication_configuration" "account" {
  provider = aws.eu
  bucket   = aws_s3_bucket.eu.id
  role     = local.role
  rule {
    status = "Enabled"
    destination {
      bucket  = "arn:aws:s3:::odd-home"
      account = "999988887777"
      access_control_translation {
        owner = "Destination"
      }
      encryption_configuration {
        replica_kms_key_id = "arn:aws:kms:us-east-1:999988887777:key/11111111-2222-3333-4444-555555555555"
      }
    }
    source_selection_criteria {
      sse_kms_encrypted_objects {
        status = "Enabled"
      }
    }
  }
}
