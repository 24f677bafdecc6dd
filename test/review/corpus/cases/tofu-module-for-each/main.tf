provider "aws" {
  region = "us-east-1"
}
module "m" {
  source   = "./m"
  for_each = toset(["a.b[0]", "c\"d", "${"x"}é"])
  name     = each.key
}
