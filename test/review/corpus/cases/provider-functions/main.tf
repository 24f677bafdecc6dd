terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}
provider "aws" {
  region = "us-east-1"
}
provider "aws" {
  alias  = "eu"
  region = "eu-west-1"
}
locals {
  key = provider::aws::arn_parse("arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555")
}
resource "aws_s3_bucket" "eu" {
  provider = aws.eu
  bucket   = "functions-eu"
}
resource "aws_s3_bucket" "home" {
  bucket = "functions-home"
}
resource "aws_s3_bucket_replication_configuration" "r" {
  bucket = aws_s3_bucket.home.id
  role   = provider::aws::trim_iam_role_path("arn:aws:iam::111122223333:role/a/path/replicate")
  rule {
    status = "Enabled"
    destination {
      bucket = provider::aws::arn_build("aws", "s3", "", "", aws_s3_bucket.eu.bucket)
    }
  }
}
resource "aws_backup_vault" "own" {
  name        = "own"
  kms_key_arn = provider::aws::arn_build("aws", "kms", local.key.region, local.key.account_id, local.key.resource)
}
resource "aws_backup_vault" "other" {
  name        = "other"
  kms_key_arn = provider::aws::arn_build("aws", "kms", local.key.region, "999988887777", local.key.resource)
}
