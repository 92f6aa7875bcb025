"""The places of the shop, and the pages that open from them."""
