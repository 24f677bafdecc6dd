# Made by hand: only an experimental build of terraform takes -allow-deferral. The vault's part is what terraform 1.11.4 plans;
# deferred_changes and complete were written after Terraform's JSON output format (terraform 1.11, jsonplan, DeferredResourceChange).
provider "aws" {
  region = "us-east-1"
}
provider "aws" {
  alias  = "eu"
  region = "eu-west-1"
}
resource "aws_backup_vault" "v" {
  name        = "va-v"
  kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
}
resource "aws_s3_bucket" "later" {
  provider = aws.eu
  for_each = toset([aws_backup_vault.v.arn])
  bucket   = "later"
}
