"""`python -m tinycrm` is the same as `tinycrm`."""

from tinycrm.cli import main

if __name__ == "__main__":
    main()
