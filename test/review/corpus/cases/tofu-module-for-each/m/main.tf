variable "name" {
}
resource "aws_backup_vault" "v" {
  name        = substr(sha1(var.name), 0, 8)
  kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
}
