"""The colours: paper and lamplight, their forms for terminals with fewer colours, and which one a terminal gets."""

from textual.theme import Theme

_NAMES = "paper sheet panel band rule ink soft faint green rubric ochre plum blue moss".split()
_COLOURS = {
    "paper": "#F6F0E2 #FDFAF2 #ECE3CF #E3D7BC #CBBD9F #2A2420 #5A5046 #665B4E #1F5546 #9C2A1B #7C4F00 #75305F"
    " #264E77 #3B6526",
    "lamplight": "#1C1815 #2C2620 #2A241E #3A3128 #4B4137 #EDE3D0 #BDB09A #A89B85 #8EC4AA #F08C74 #E0B062 #DCA3CE"
    " #97BCE2 #AACB8A",
    "paper-256": "#ffffd7 #ffffff #eeeeee #d7d7af #afaf87 #262626 #4e4e4e #585858 #005f5f #870000 #5f5f00 #5f005f"
    " #005f87 #005f00",
    "lamplight-256": "#1c1c1c #303030 #262626 #3a3a3a #4e4e4e #e4e4e4 #bcbcbc #b2b2b2 #87d7af #ff8787 #d7af5f #d7afd7"
    " #87afd7 #afd787",
}
PLAIN = "plain"
DEFAULT = "paper"
OURS = ("paper", "lamplight", PLAIN)
DEFAULT_RULE = "#808080"


def themes() -> list[Theme]:
    """All of our own themes."""
    return [
        *(_theme(name, dict(zip(_NAMES, words.split(), strict=True))) for name, words in _COLOURS.items()),
        _plain(),
    ]


def fitting(wanted: str, colours: str | None, *, colourless: bool) -> str:
    """The form of a theme for a terminal that shows so many colours: "truecolor", "256", "standard", or None.

    Only our own have other forms; another theme is taken as it is wherever there are colours.
    """
    if colourless or colours not in ("truecolor", "256"):
        return PLAIN
    return f"{wanted}-256" if colours == "256" and f"{wanted}-256" in _COLOURS else wanted


def _theme(name: str, ink: dict[str, str]) -> Theme:
    return Theme(
        name=name,
        dark=name.startswith("lamplight"),
        primary=ink["green"],
        secondary=ink["blue"],
        accent=ink["plum"],
        warning=ink["ochre"],
        error=ink["rubric"],
        success=ink["moss"],
        foreground=ink["ink"],
        background=ink["paper"],
        surface=ink["sheet"],
        panel=ink["panel"],
        boost=ink["panel"],
        variables=_variables(ink),
    )


def _variables(ink: dict[str, str]) -> dict[str, str]:
    """What Textual would otherwise mix by itself."""
    return {
        "text": ink["ink"],
        "text-muted": ink["soft"],
        "text-disabled": ink["faint"],
        "text-primary": ink["green"],
        "text-secondary": ink["blue"],
        "text-accent": ink["plum"],
        "text-warning": ink["ochre"],
        "text-error": ink["rubric"],
        "text-success": ink["moss"],
        "foreground-muted": ink["soft"],
        "foreground-disabled": ink["faint"],
        "rule": ink["rule"],
        "border": ink["green"],
        "border-blurred": ink["rule"],
        "block-cursor-background": ink["band"],
        "block-cursor-foreground": ink["ink"],
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": ink["panel"],
        "block-cursor-blurred-foreground": ink["ink"],
        "block-cursor-blurred-text-style": "none",
        "block-hover-background": ink["panel"],
        "input-cursor-background": ink["ink"],
        "input-cursor-foreground": ink["paper"],
        "input-cursor-text-style": "none",
        "input-selection-background": ink["band"],
        "input-selection-foreground": ink["ink"],
        "footer-background": ink["panel"],
        "footer-foreground": ink["soft"],
        "footer-key-foreground": ink["green"],
        "footer-description-foreground": ink["soft"],
        "link-color": ink["ink"],
        "link-style": "underline",
        "link-background-hover": ink["band"],
        "scrollbar": ink["rule"],
        "scrollbar-hover": ink["faint"],
        "scrollbar-active": ink["green"],
        "scrollbar-background": ink["paper"],
        "scrollbar-background-hover": ink["paper"],
        "scrollbar-background-active": ink["paper"],
        "scrollbar-corner-color": ink["paper"],
        "screen-selection-background": ink["band"],
        "screen-selection-foreground": ink["ink"],
    }


def _plain() -> Theme:
    """The terminal's own ground and ink, and its own few colours."""
    default = "ansi_default"
    same = (
        "text text-muted text-disabled foreground-muted foreground-disabled rule border-blurred"
        " block-cursor-background block-cursor-foreground block-cursor-blurred-background"
        " block-cursor-blurred-foreground block-hover-background input-cursor-background input-cursor-foreground"
        " input-selection-background footer-background footer-foreground footer-description-foreground"
        " link-color link-background-hover scrollbar scrollbar-hover scrollbar-active scrollbar-background"
        " scrollbar-background-hover scrollbar-background-active scrollbar-corner-color"
        " screen-selection-background screen-selection-foreground ansi-background ansi-foreground"
    )
    inks = {
        "primary": "ansi_green",
        "secondary": "ansi_blue",
        "accent": "ansi_magenta",
        "warning": "ansi_yellow",
        "error": "ansi_red",
        "success": "ansi_green",
    }
    return Theme(
        name=PLAIN,
        ansi=True,
        dark=True,
        foreground=default,
        background=default,
        surface=default,
        panel=default,
        boost=default,
        primary=inks["primary"],
        secondary=inks["secondary"],
        accent=inks["accent"],
        warning=inks["warning"],
        error=inks["error"],
        success=inks["success"],
        variables={
            **dict.fromkeys(same.split(), default),
            **{f"text-{name}": colour for name, colour in inks.items()},
            "border": inks["primary"],
            "footer-key-foreground": inks["primary"],
            "block-cursor-text-style": "reverse",
            "block-cursor-blurred-text-style": "underline",
            "input-cursor-text-style": "reverse",
            "link-style": "underline",
        },
    )
