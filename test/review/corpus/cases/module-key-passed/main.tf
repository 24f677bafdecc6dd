provider "aws" {
  region = "us-east-1"
}
resource "aws_kms_key" "k" {

}
module "m" {
  source = "./m"
  key    = aws_kms_key.k.arn
}
