variable "key" {
}
resource "aws_backup_vault" "v" {
  name        = "va-v"
  kms_key_arn = var.key

}
