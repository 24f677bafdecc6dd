/**
 * Services of AWS's that open a network, or what stands in it, though no gateway does: an address that anybody may call, or a way in for
 * one who is elsewhere (provider schema, aws 5.100.0; each service's guide).
 */
export const AWS_DOORS: Readonly<Record<string, string>> = {
  aws_apigatewayv2_api: "an API that anybody may call",
  aws_ec2_instance_connect_endpoint: "a way in to every machine of its network",
  aws_ec2_traffic_mirror_session: "a copy of what passes",
  aws_gamelift_fleet: "machines with public addresses",
  aws_lightsail_container_service: "a service with a public address",
  aws_lightsail_container_service_deployment_version: "a service with a public address",
  aws_lightsail_instance: "a machine with a public address",
  aws_lightsail_instance_public_ports: "ports that are open to the internet",
  aws_lightsail_lb: "a load balancer that faces the internet",
  aws_lightsail_static_ip: "a public address",
  aws_medialive_input: "an address that takes what others send",
  aws_opensearch_inbound_connection_accepter: "a connection that another domain asked for",
  aws_route53_resolver_endpoint: "an address at which names are asked across the network's border",
  aws_route53_vpc_association_authorization: "leave for another network to ask for its names",
  aws_storagegateway_gateway: "an appliance, which stands where nobody here can say",
  aws_storagegateway_nfs_file_share: "a share for machines elsewhere",
  aws_storagegateway_smb_file_share: "a share for machines elsewhere",
  aws_verifiedaccess_endpoint: "a way in from the internet",
  aws_vpc_endpoint_connection_accepter: "a connection that another network asked for",
  aws_vpc_route_server_peer: "a session that learns routes",
  aws_vpclattice_resource_gateway: "a way in for other networks",
  aws_workspaces_directory: "desktops for who is elsewhere",
};
