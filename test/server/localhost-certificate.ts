/**
 * A certificate for localhost that nobody trusts, and its key, so that https is tested without any program to make them:
 * `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=localhost`. Of no use elsewhere.
 */
export const localhostKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg3GU05ZYI9lTVMWao
2AnaIF0JKVL7xTcXJixMxwvCWcahRANCAAQnmDYYC46olfh8DV5/Ma1dJixm9UQ3
UTIB1hkBFlEzUmW1KHmgVhVwW90s4zQVXqGlmnMwLX3xFhWgHrbXzyrl
-----END PRIVATE KEY-----
`;
export const localhostCertificate = `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUWd9vaSE9F4LfbTx+1mwOlNI1JE0wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNDAzMjk1NFoYDzIxMjYxMDMx
MDMyOTU0WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQnmDYYC46olfh8DV5/Ma1dJixm9UQ3UTIB1hkBFlEzUmW1KHmgVhVw
W90s4zQVXqGlmnMwLX3xFhWgHrbXzyrlo28wbTAdBgNVHQ4EFgQUoLAGwqzdH3Qb
boqiiyAX1brUVrcwHwYDVR0jBBgwFoAUoLAGwqzdH3QbboqiiyAX1brUVrcwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIgYRMbVdQOzx3/x/oFhtZb0QZCsDQGoyXRlSDsFu558xgCIQDl
3X1WKECekBIdjqJIsRg0Y69g7AnkDD/MrLoiD5R7hw==
-----END CERTIFICATE-----
`;
