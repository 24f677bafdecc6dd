provider "aws" {
  region = "us-east-1"
}
resource "aws_rds_cluster" "c" {
  cluster_identifier          = "c"
  engine                      = "aurora-postgresql"
  storage_encrypted           = true
  kms_key_id                  = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
  manage_master_user_password = true
  master_username             = "x"
  skip_final_snapshot         = true
}
