variable "region" {
  default = "us-east-1"
}
provider "aws" {
  region = var.region
}
resource "aws_backup_vault" "v" {
  name        = "va-v"
  kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"

}
