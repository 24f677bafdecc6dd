provider "aws" {
  region = "us-east-1"
}
resource "aws_secretsmanager_secret" "s" {
  name       = "s"
  kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
}
resource "aws_secretsmanager_secret_version" "s" {
  secret_id                = aws_secretsmanager_secret.s.id
  secret_string_wo         = "never-in-a-report"
  secret_string_wo_version = 1
}
ephemeral "aws_secretsmanager_secret_version" "s" {
  secret_id = aws_secretsmanager_secret_version.s.secret_id
}
resource "aws_db_instance" "d" {
  identifier          = "d"
  engine              = "postgres"
  instance_class      = "db.t3.medium"
  allocated_storage   = 20
  username            = "u"
  password_wo         = ephemeral.aws_secretsmanager_secret_version.s.secret_string
  password_wo_version = 1
  storage_encrypted   = true
  kms_key_id          = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
  skip_final_snapshot = true
}
variable "token" {
  type      = string
  ephemeral = true
  default   = "never-in-a-report-either"
}
resource "aws_ssm_parameter" "p" {
  name             = "/p"
  type             = "SecureString"
  key_id           = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
  value_wo         = var.token
  value_wo_version = 1
}
