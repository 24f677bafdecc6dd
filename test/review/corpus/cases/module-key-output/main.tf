provider "aws" {
  region = "us-east-1"
}
module "keys" {
  source = "./m"
}
resource "aws_backup_vault" "v" {
  name        = "va-v"
  kms_key_arn = module.keys.arn

}
