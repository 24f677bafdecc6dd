provider "aws" {
  region = "us-east-1"
}
provider "aws" {
  alias  = "sg"
  region = "ap-southeast-1"
}
module "keys" {
  source = "./m"
  providers = {
    aws = aws.sg
  }
}
resource "aws_backup_vault" "v" {
  name        = "va-v"
  kms_key_arn = module.keys.arn

}
