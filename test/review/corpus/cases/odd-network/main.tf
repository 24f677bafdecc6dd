provider "aws" {
  region = "us-east-1"
}
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}
provider "aws" {
  alias  = "eu"
  region = "eu-west-1"
}

resource "aws_vpc" "home" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_vpc_peering_connection" "eu" {
  vpc_id      = aws_vpc.home.id
  peer_vpc_id = "vpc-0a"
  peer_region = "eu-west-1"
}
resource "aws_vpc_peering_connection" "west" {
  vpc_id      = aws_vpc.home.id
  peer_vpc_id = "vpc-0b"
  peer_region = "us-west-2"
}
resource "aws_ec2_transit_gateway_peering_attachment" "eu" {
  transit_gateway_id      = "tgw-0a"
  peer_transit_gateway_id = "tgw-0b"
  peer_region             = "eu-west-2"
  peer_account_id         = "111122223333"
}
resource "aws_vpc_endpoint" "far" {
  vpc_id            = aws_vpc.home.id
  service_name      = "com.amazonaws.vpce.eu-west-1.vpce-svc-0a"
  service_region    = "eu-west-1"
  vpc_endpoint_type = "Interface"
}
resource "aws_route53_zone" "z" {
  name = "home.internal"
  vpc {
    vpc_id     = aws_vpc.home.id
    vpc_region = "eu-west-1"
  }
}
resource "aws_flow_log" "f" {
  vpc_id               = aws_vpc.home.id
  traffic_type         = "ALL"
  log_destination_type = "s3"
  log_destination      = "arn:aws:s3:::a-bucket-of-nobody-here/flow/"
}
resource "aws_cloudtrail" "t" {
  name                  = "trail"
  s3_bucket_name        = "a-bucket-of-nobody-here"
  is_multi_region_trail = true
  kms_key_id            = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
}
resource "aws_globalaccelerator_endpoint_group" "g" {
  listener_arn          = "arn:aws:globalaccelerator::111122223333:accelerator/11111111-2222-3333-4444-555555555555/listener/0a"
  endpoint_group_region = "eu-west-1"
}
resource "aws_cloudformation_stack_set_instance" "s" {
  stack_set_name = "s"
  region         = "eu-west-1"
}
resource "aws_ssm_resource_data_sync" "i" {
  name = "i"
  s3_destination {
    bucket_name = "odd-network-inventory"
    region      = "eu-west-1"
  }
}
resource "aws_codepipeline" "c" {
  name     = "c"
  role_arn = "arn:aws:iam::111122223333:role/c"
  artifact_store {
    location = "odd-network-artifacts-home"
    type     = "S3"
    region   = "us-east-1"
    encryption_key {
      id   = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
      type = "KMS"
    }
  }
  artifact_store {
    location = "odd-network-artifacts-eu"
    type     = "S3"
    region   = "eu-west-1"
  }
  stage {
    name = "Source"
    action {
      name             = "Source"
      category         = "Source"
      owner            = "AWS"
      provider         = "S3"
      version          = "1"
      output_artifacts = ["a"]
      configuration = {
        S3Bucket    = "odd-network-artifacts-home"
        S3ObjectKey = "a.zip"
      }
    }
  }
  stage {
    name = "Deploy"
    action {
      name            = "Deploy"
      category        = "Deploy"
      owner           = "AWS"
      provider        = "S3"
      version         = "1"
      input_artifacts = ["a"]
      region          = "eu-west-1"
      configuration = {
        BucketName = "odd-network-artifacts-eu"
        Extract    = "true"
      }
    }
  }
}
resource "aws_appsync_datasource" "d" {
  api_id           = "a"
  name             = "d"
  type             = "AMAZON_DYNAMODB"
  service_role_arn = "arn:aws:iam::111122223333:role/a"
  dynamodb_config {
    table_name = "t"
    region     = "eu-west-1"
  }
}
