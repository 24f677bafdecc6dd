module "b" {
  source = "../b"
  count  = 2
}
