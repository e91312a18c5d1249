using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LienThong.Activities.Audit;

/// <summary>
/// The hash of an entry: SHA-256, in lower-case hexadecimal, over these fields in this order, each as its length in bytes, a colon, its
/// UTF-8 text, a comma (a netstring, so that no text can pass for two fields), a missing one as <c>-,</c>: the word <c>audit-1</c>, Seq, At
/// as <c>2024-01-24T01:30:00.000000Z</c>, ActorId, ActorName, ActingAs, Action, SubjectKind, SubjectId, DossierId, Data, PreviousHash.
/// </summary>
/// <remarks>Anybody can compute it again from an export, without this program. Never change it: a new form is a new first word.</remarks>
public static class AuditHash
{
    /// <summary>Stands for the hash before the first entry.</summary>
    public const string None = "0000000000000000000000000000000000000000000000000000000000000000";

    public static string Of(AuditEntry entry)
    {
        var text = new StringBuilder(512);
        foreach (var field in Fields(entry)) Append(text, field);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static IEnumerable<string?> Fields(AuditEntry entry) =>
    [
        "audit-1",
        entry.Seq.ToString(CultureInfo.InvariantCulture),
        entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        entry.ActorId?.ToString("D"),
        entry.ActorName,
        entry.ActingAs,
        entry.Action,
        entry.SubjectKind,
        entry.SubjectId,
        entry.DossierId?.ToString("D"),
        entry.Data,
        entry.PreviousHash,
    ];

    private static void Append(StringBuilder text, string? field)
    {
        if (field is null) text.Append("-,");
        else text.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(field)}:{field},");
    }
}
