def test_x(buyer, trade, count_statements):
    def show(r): print(r.status_code, r.headers.get("x-request-id"), r.text[:1500])
    for p in ["/me","/outlets","/outlets/1001/sellers","/outlets/1001/catalogs?seller=MAKER","/outlets/1001/categories?seller=MAKER",
      "/outlets/1001/products?seller=MAKER&limit=1&q=mug","/outlets/1001/products/M-001?seller=MAKER","/outlets/1001/carts/MAKER","/outlets/1001/credit","/outlets/1001/delivery-address", "/orders","/orders/export.csv","/sessions","/nope","/outlets/2001/credit", "/problems","/outlets/1001/products?seller=MAKER&limit=0&foo=1&q=%00"]:
        with count_statements() as st: r=buyer.get(p)
        print("=====",p,len(st)); show(r)
    show(buyer.post("/outlets/1001/carts/MAKER/lines", json={"sku":"M-001","quantity":3}))
    show(buyer.post("/outlets/1001/carts/MAKER/checkout", json={}, headers={"Idempotency-Key":"k1"}))
    show(buyer.post("/outlets/1001/carts/MAKER/checkout", json={}))
    show(buyer.put("/me"))
    show(buyer.post("/sessions", json={"email":"buyer@first.example","password":"correct horse battery"}))
    show(buyer.post("/sessions", content=b'{"email": 1e999999999, "password": "' ,headers={"content-type":"application/json"}))
    for p in ["/orders","/orders/export.csv"]: show(buyer.get(p))
    for p in ["/healthz","/readyz","/artwork/M-001.svg","/artwork/zz.svg","/api/docs","/api/docs/swagger-ui.css","/api/zz"]: show(buyer.get("http://testserver"+p))
