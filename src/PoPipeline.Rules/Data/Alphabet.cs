namespace PoPipeline.Rules.Data;

/// <summary>The characters that a credential is made of.</summary>
internal enum Alphabet
{
    /// <summary>0-9, A-Z, a-z.</summary>
    Base62,

    /// <summary>Base62, <c>-</c> and <c>_</c>.</summary>
    UrlSafe,

    /// <summary>UrlSafe and <c>.</c>.</summary>
    UrlSafeDotted,

    /// <summary>Base62, <c>+</c>, <c>/</c> and <c>=</c>.</summary>
    Base64,

    /// <summary>0-9 and a-f.</summary>
    Hex,

    /// <summary>0-9 and A-Z.</summary>
    Capitals,

    /// <summary>Base62, <c>/</c>, <c>-</c> and <c>_</c>: the path of a web address.</summary>
    Path,
}
