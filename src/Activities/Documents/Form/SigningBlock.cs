using System.Text.Json.Serialization;

namespace LienThong.Activities.Documents.Form;

/// <summary>The mark of authority before a title (Nghị định 30/2020/NĐ-CP, Điều 13).</summary>
public enum AuthorityMark
{
    /// <summary>TM. – thay mặt a collective.</summary>
    OnBehalfOfCollective,

    /// <summary>Q. – quyền, acting head.</summary>
    ActingHead,

    /// <summary>KT. – ký thay, a deputy signs for the head.</summary>
    ForHead,

    /// <summary>TL. – thừa lệnh, the head of a unit signs by order.</summary>
    ByOrder,

    /// <summary>TUQ. – thừa ủy quyền, by written authority.</summary>
    ByWrittenAuthority,
}

/// <summary>A line of the signing block that carries a mark, such as <c>KT. GIÁM ĐỐC</c>.</summary>
public sealed record AuthorityLine(AuthorityMark Mark, string Title)
{
    public override string ToString() => $"{Marks.Text(Mark)} {Title.ToUpperInvariant()}";
}

/// <summary>Authority, post and name of the signer (ô 7a, 7b): <c>TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH / name</c>.</summary>
/// <param name="Authority">The marked lines from the top; empty when the head signs.</param>
/// <param name="SignerTitle">The signer's own post; null when it stands in the last marked line (<c>Q. GIÁM ĐỐC</c>).</param>
/// <param name="SignerName">Null leaves the name open.</param>
public sealed record SigningBlock(IReadOnlyList<AuthorityLine> Authority, string? SignerTitle, string? SignerName)
{
    public static SigningBlock ByHead(string title, string? name) => new([], title, name);

    public static SigningBlock ForHead(string headTitle, string signerTitle, string? name) =>
        new([new AuthorityLine(AuthorityMark.ForHead, headTitle)], signerTitle, name);

    /// <summary>The lines above the signature, as printed.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> TitleLines =>
        [.. Authority.Select(line => line.ToString()), .. SignerTitle is null ? Array.Empty<string>() : [SignerTitle.ToUpperInvariant()]];
}

/// <summary>The written form of the marks.</summary>
public static class Marks
{
    public static string Text(AuthorityMark mark) => mark switch
    {
        AuthorityMark.OnBehalfOfCollective => "TM.",
        AuthorityMark.ActingHead => "Q.",
        AuthorityMark.ForHead => "KT.",
        AuthorityMark.ByOrder => "TL.",
        AuthorityMark.ByWrittenAuthority => "TUQ.",
        _ => throw new ArgumentOutOfRangeException(nameof(mark), mark, null),
    };
}
