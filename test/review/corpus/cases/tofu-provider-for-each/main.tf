variable "regions" {
  default = ["us-east-1", "us-west-2"]
}
provider "aws" {
  alias    = "by"
  for_each = toset(var.regions)
  region   = each.value
}
resource "aws_backup_vault" "v" {
  provider    = aws.by["us-east-1"]
  name        = "va-v"
  kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
}
