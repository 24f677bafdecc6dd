terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}
variable "name" {
  type = string
}
data "aws_region" "here" {}
resource "aws_kms_key" "k" {
  description = "for ${data.aws_region.here.name}"
}
resource "aws_backup_vault" "v" {
  name        = "${var.name}-copy"
  kms_key_arn = aws_kms_key.k.arn
}
output "arn" {
  value = aws_backup_vault.v.arn
}
