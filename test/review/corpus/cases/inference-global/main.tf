provider "aws" {
  region = "us-east-1"
}
resource "aws_bedrock_inference_profile" "i" {
  name = "i"
  model_source {
    copy_from = "arn:aws:bedrock:us-east-1:111122223333:inference-profile/global.anthropic.claude-sonnet-4-20250514-v1:0"
  }
}
