/**
 * What an identity provider's metadata looks like, with a certificate that signs nothing: nobody can sign in by it.
 * Export your provider's own, and give its path.
 */
export const PLACEHOLDER_METADATA = [
  `<?xml version="1.0" encoding="UTF-8"?>`,
  `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://identity.custodian.example/saml">`,
  `<md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">`,
  `<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>`,
  `<ds:X509Certificate>${"PLACEHOLDER0".repeat(60)}</ds:X509Certificate>`,
  `</ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`,
  `<md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>`,
  `<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://identity.custodian.example/saml/sso"/>`,
  `</md:IDPSSODescriptor></md:EntityDescriptor>`,
].join("");
