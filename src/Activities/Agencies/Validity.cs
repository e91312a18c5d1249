using System.Globalization;
using LienThong.Activities.Rules;

namespace LienThong.Activities.Agencies;

/// <summary>Rules that all dated rows of the organisation share.</summary>
internal static class Validity
{
    public static void MustBeInOrder(DateOnly from, DateOnly? to, string code)
    {
        if (to < from)
            throw RuleViolation.Invalid(code, $"Ngày kết thúc {Text(to.Value)} ở trước ngày bắt đầu {Text(from)}. Kiểm tra lại hai ngày.");
    }

    /// <summary>What is closed already may only end earlier or later by correcting it, never by closing it twice.</summary>
    public static void MustBeOpen(DateOnly? validTo, string name, string code)
    {
        if (validTo is { } closed) throw new RuleViolation(code, $"{name} đã kết thúc ngày {Text(closed)}.");
    }

    public static string Text(DateOnly date) => date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
