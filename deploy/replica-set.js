// Makes the replica set (its transactions need one) and the API's account, unless they are there. For mongosh.
const { readFileSync } = require("node:fs");

const secret = (name) => readFileSync(`/run/secrets/${name}`, "utf8").trim();
const password = encodeURIComponent(secret("mongodb_root_password"));
const server = connect(`mongodb://root:${password}@mongodb:27017/admin?directConnection=true`);

try {
  server.adminCommand({ replSetGetStatus: 1 });
} catch (error) {
  if (error.codeName !== "NotYetInitialized") throw error;
  server.adminCommand({ replSetInitiate: { _id: "rs0", members: [{ _id: 0, host: "mongodb:27017" }] } });
}

for (let tries = 0; !server.hello().isWritablePrimary; tries += 1) {
  if (tries === 60) throw new Error("no primary after 60 s");
  sleep(1000);
}

// readWrite on the one database, and dbAdmin there for indexes and validators; nothing elsewhere.
const account = {
  pwd: secret("mongodb_password"),
  roles: [
    { role: "readWrite", db: "poincon" },
    { role: "dbAdmin", db: "poincon" },
  ],
};
if (server.getUser("poincon") === null) {
  server.createUser({ user: "poincon", ...account });
} else {
  server.updateUser("poincon", account);
}
print("replica set rs0 is ready");
