"""Loads the published WSDL by zeep and says what is in it."""
import sys

from zeep import Client

client = Client(sys.argv[1])
for service in client.wsdl.services.values():
    for port in service.ports.values():
        print("address", port.binding_options["address"])
        for name in port.binding._operations:
            print("operation", name)
receipt = client.get_element("{urn:renkei:national:2}Receipt")
elements = dict(receipt.type.elements)
signature = elements["Signature"].type
assert [name for name, _ in signature.elements] == ["SignedInfo", "SignatureValue", "KeyInfo"], signature
print("signature of a receipt is known")
