provider "aws" {
  region = "us-east-1"
}
resource "aws_kms_key" "k" {

}
resource "aws_backup_vault" "v" {
  name        = "va-v"
  kms_key_arn = aws_kms_key.k.arn

}
