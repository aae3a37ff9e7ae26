Attribute VB_Name = "KraftsamlingFailures"
Option Explicit
Option Private Module ' nothing here is a macro or a function for a cell

' What a person is told when something goes wrong: one sentence in Swedish, with what to do. No other module shows a box.

Private Const OWN As Long = &H80040641 ' vbObjectError + 1601: a failure whose description is such a sentence
Private Const TITLE As String = "Kraftsamling"

Public Sub Fail(ByVal sentence As String)
    Err.Raise OWN, TITLE, sentence
End Sub

' What a procedure that Excel calls does with its error. The two come as values: Err itself is cleared on the way.
Public Sub TellFailure(ByVal number As Long, ByVal description As String)
    If number = OWN Then
        Tell description
    Else
        Tell "Makrot kunde inte slutföra (fel " & number & "). Stäng Excel och försök igen. " & _
            "Hjälper det inte visar 'kraftsamling addin doctor' vad som är fel."
    End If
End Sub

' The answer of a function that gives reasons: the sentence itself, where its cell can show no other.
Public Function AnswerFailure(ByVal number As Long, ByVal description As String) As Variant
    If number = OWN Then
        AnswerFailure = description
    Else
        AnswerFailure = CVErr(xlErrValue)
    End If
End Function

Public Sub Tell(ByVal sentence As String)
    MsgBox sentence, vbInformation, TITLE
End Sub
