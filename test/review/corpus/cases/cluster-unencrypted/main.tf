provider "aws" {
  region = "us-east-1"
}
resource "aws_rds_cluster" "c" {
  cluster_identifier          = "c"
  engine                      = "aurora-postgresql"
  manage_master_user_password = true
  master_username             = "x"
  skip_final_snapshot         = true
}
