provider "aws" {
  region = "us-east-1"
}
module "leg" {
  source = "./m"
  region = "us-east-2"
}
