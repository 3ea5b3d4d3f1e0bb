"""Asks Test City B about somebody in the pension service's name: zeep makes the messages, xmlsec1 signs and verifies.

python3 docs/example/ask.py KEYS RESIDENT, with the folder of the world's keys and a person such as S-00000001
"""
import ssl
import subprocess
import sys
import tempfile
import uuid
from datetime import datetime, timedelta, timezone

import requests
import zeep
from lxml import etree

PLATFORM, WORLD = "https://127.0.0.1:8443", "https://127.0.0.1:9443"
PENSION_SERVICE, CORE, CITY_B = "9000000000000011", "9000000000000001", "9099002700000000"

keys, resident = sys.argv[1:]
own, root = f"{keys}/agency-{PENSION_SERVICE}.pem", f"{keys}/root.pem"


def xmlsec1(verb, message, *options):
    """Signs or verifies one message: the element whose Id the signature refers to."""
    name = etree.QName(message)
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        file.write(etree.tostring(message))
        file.flush()
        command = ["xmlsec1", verb, "--id-attr:Id", f"{name.namespace}:{name.localname}", *options, file.name]
        return subprocess.run(command, check=True, capture_output=True).stdout


class Signatures(zeep.Plugin):
    """What is signed is the message, not its envelope; so is the receipt that comes back."""

    def egress(self, envelope, http_headers, operation, binding_options):
        body = envelope.find("{*}Body")
        # The certificates in the message are for its receiver, not the key to sign with: hence key-name.
        signed = xmlsec1("--sign", body[0], "--privkey-pem", own, "--enabled-key-data", "key-name")
        body[0] = etree.fromstring(signed)
        return envelope, http_headers

    def ingress(self, envelope, http_headers, operation):
        answer = envelope.find("{*}Body")[0]
        if etree.QName(answer).localname == "Receipt":
            xmlsec1("--verify", answer, "--enabled-key-data", "x509", "--trusted-pem", root)
        return envelope, http_headers


def own_chain():
    """The signer's certificate and its issuers, DER; in the file they follow the key."""
    begin = "-----BEGIN CERTIFICATE-----"
    with open(own) as file:
        return [ssl.PEM_cert_to_DER_cert(begin + part.rstrip() + "\n") for part in file.read().split(begin)[1:]]


def unsigned(message_id):
    """A signature as docs/signing.md states it, whose values are still empty."""
    w3 = "http://www.w3.org/"
    exclusive = {"Algorithm": w3 + "2001/10/xml-exc-c14n#"}
    return {
        "SignedInfo": {
            "CanonicalizationMethod": exclusive,
            "SignatureMethod": {"Algorithm": w3 + "2001/04/xmldsig-more#ecdsa-sha256"},
            "Reference": {
                "URI": "#" + message_id,
                "Transforms": {"Transform": [{"Algorithm": w3 + "2000/09/xmldsig#enveloped-signature"}, exclusive]},
                "DigestMethod": {"Algorithm": w3 + "2001/04/xmlenc#sha256"},
                "DigestValue": b"",
            },
        },
        "SignatureValue": b"",
        "KeyInfo": {"X509Data": {"X509Certificate": own_chain()}},
    }


def utc(minutes):
    return (datetime.now(timezone.utc) + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


session = requests.Session()
session.cert, session.verify = own, root
session.trust_env = False  # else REQUESTS_CA_BUNDLE, where it is set, wins over root.pem
client = zeep.Client(PLATFORM + "/national?wsdl", transport=zeep.Transport(session=session), plugins=[Signatures()])
core = client.create_service("{urn:renkei:national:2:wsdl}NationalNetworkSoap12", WORLD + "/core")

code = session.get(f"{WORLD}/pension-service/people/{resident}/code").json()["personCode"]
message, inquiry = str(uuid.uuid4()), str(uuid.uuid4())
receipt = core.deliverInquiry(
    Id="m-" + message,
    Version="2.0",
    Header={
        "MessageId": message,
        "Sender": PENSION_SERVICE,
        "Receiver": CORE,
        "Environment": "TEST",
        "SentAt": utc(0),
        "ExpiresAt": utc(10),
    },
    InquiryId=inquiry,
    Purpose="LINKAGE",
    Handling={"Lane": "COUNTER", "LaneRule": "ASKED_FOR"},
    Exchange=[
        {
            "ExchangeId": str(uuid.uuid4()),
            "Provider": CITY_B,
            "PersonCode": code,
            "Matter": {"Affair": "JM00000000000001", "Procedure": "JT00000000000012", "Information": "TM00000000000101"},
        }
    ],
    AnswerBy=utc(10),
    Signature=unsigned("m-" + message),
)
print("the core has receipted it at", receipt.ReceivedAt)
print(session.get(f"{WORLD}/pension-service/inquiries/{inquiry}?wait=PT30S").text)
