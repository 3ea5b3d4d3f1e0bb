// Loads the published WSDL by node soap and says what is in it.
const soap = require("soap");

soap
  .createClientAsync(process.argv[2], { disableCache: true })
  .then((client) => {
    for (const service of Object.values(client.wsdl.services)) {
      for (const port of Object.values(service.ports)) {
        console.log("address", port.location);
        for (const name of Object.keys(port.binding.methods)) {
          console.log("operation", name);
        }
      }
    }
    const described = JSON.stringify(
      client.describe().IntermediateServer.IntermediateServerPort.deliverAnswer.output,
    );
    if (!described.includes("SignatureValue")) {
      throw new Error("the receipt has no signature: " + described);
    }
    console.log("signature of a receipt is known");
  })
  .catch((failure) => {
    console.error(failure);
    process.exit(1);
  });
