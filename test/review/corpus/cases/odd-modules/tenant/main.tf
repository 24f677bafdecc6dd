terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.second]
    }
  }
}
variable "name" {
  type = string
}
variable "replica" {
  type = string
}
resource "aws_dynamodb_table" "t" {
  name         = var.name
  hash_key     = "id"
  billing_mode = "PAY_PER_REQUEST"
  attribute {
    name = "id"
    type = "S"
  }
  server_side_encryption {
    enabled     = true
    kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
  }
  replica {
    region_name = var.replica
    kms_key_arn = replace("arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555", "us-east-1", var.replica)
  }
}
module "copy" {
  source = "./copy"
  name   = var.name
  providers = {
    aws = aws.second
  }
}
resource "aws_backup_plan" "p" {
  name = var.name
  rule {
    rule_name         = "daily"
    target_vault_name = "vault"
    schedule          = "cron(0 12 * * ? *)"
    copy_action {
      destination_vault_arn = module.copy.arn
    }
  }
}
