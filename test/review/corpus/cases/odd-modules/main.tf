provider "aws" {
  region = "us-east-1"
}
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}
provider "aws" {
  alias  = "away"
  region = "eu-west-1"
}
locals {
  tenants = { a = "us-west-2", "b.c[0]" = "eu-west-1" }
}
module "tenant" {
  for_each = local.tenants
  source   = "./tenant"
  replica  = each.value
  name     = replace(each.key, "/[^a-z]/", "")
  providers = {
    aws        = aws
    aws.second = aws.west
  }
}
module "swapped" {
  source  = "./tenant"
  replica = "us-east-1"
  name    = "swapped"
  providers = {
    aws        = aws.west
    aws.second = aws.away
  }
}
