provider "aws" {
  region = "us-east-1"
}
moved {
  from = aws_backup_vault.v
  to   = module.m["k"].aws_backup_vault.v
}
module "m" {
  source   = "./m"
  for_each = toset(["k"])
}
